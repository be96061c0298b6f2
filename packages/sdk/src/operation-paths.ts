// Written by packages/sdk/generate-paths.ts from packages/contract. Do not edit.
// Method and path by operation id, so that a browser ships neither the schemas nor their library.
import type * as accountContract from '@earshot/contract/account-contract.ts';
import type * as apiChannelContract from '@earshot/contract/api-channel-contract.ts';
import type * as articleContract from '@earshot/contract/article-contract.ts';
import type * as cannedTextContract from '@earshot/contract/canned-text-contract.ts';
import type * as caseChangeContract from '@earshot/contract/case-change-contract.ts';
import type * as caseContract from '@earshot/contract/case-contract.ts';
import type * as channelContract from '@earshot/contract/channel-contract.ts';
import type * as contactContract from '@earshot/contract/contact-contract.ts';
import type * as familyContract from '@earshot/contract/family-contract.ts';
import type * as healthContract from '@earshot/contract/health-contract.ts';
import type * as keyContract from '@earshot/contract/key-contract.ts';
import type * as linkProposalContract from '@earshot/contract/link-proposal-contract.ts';
import type * as memberContract from '@earshot/contract/member-contract.ts';
import type * as messageContract from '@earshot/contract/message-contract.ts';
import type * as promiseContract from '@earshot/contract/promise-contract.ts';
import type * as promiseRuleContract from '@earshot/contract/promise-rule-contract.ts';
import type * as recoveryContract from '@earshot/contract/recovery-contract.ts';
import type * as replyCheckContract from '@earshot/contract/reply-check-contract.ts';
import type * as replyContract from '@earshot/contract/reply-contract.ts';
import type * as returnLinkContract from '@earshot/contract/return-link-contract.ts';
import type * as routingContract from '@earshot/contract/routing-contract.ts';
import type * as seatContract from '@earshot/contract/seat-contract.ts';
import type * as sessionContract from '@earshot/contract/session-contract.ts';
import type * as taskContract from '@earshot/contract/task-contract.ts';
import type * as trailContract from '@earshot/contract/trail-contract.ts';
import type * as travelContract from '@earshot/contract/travel-contract.ts';

/** The contract's operations by id; types only. */
export interface Operations {
  createSetup: typeof accountContract.createSetup;
  getAccount: typeof accountContract.getAccount;
  getSetup: typeof accountContract.getSetup;
  updateAccount: typeof accountContract.updateAccount;
  createChannelMessage: typeof apiChannelContract.createChannelMessage;
  createInboundArrival: typeof apiChannelContract.createInboundArrival;
  listChannelMessages: typeof apiChannelContract.listChannelMessages;
  createArticle: typeof articleContract.createArticle;
  createArticleRestoration: typeof articleContract.createArticleRestoration;
  deleteArticle: typeof articleContract.deleteArticle;
  getArticle: typeof articleContract.getArticle;
  listArticles: typeof articleContract.listArticles;
  updateArticle: typeof articleContract.updateArticle;
  createCannedText: typeof cannedTextContract.createCannedText;
  createCannedTextRestoration: typeof cannedTextContract.createCannedTextRestoration;
  deleteCannedText: typeof cannedTextContract.deleteCannedText;
  listCannedTexts: typeof cannedTextContract.listCannedTexts;
  listCaseCannedTexts: typeof cannedTextContract.listCaseCannedTexts;
  updateCannedText: typeof cannedTextContract.updateCannedText;
  createCaseAssignment: typeof caseChangeContract.createCaseAssignment;
  createCaseDeletion: typeof caseChangeContract.createCaseDeletion;
  createCaseLink: typeof caseChangeContract.createCaseLink;
  createCaseMerge: typeof caseChangeContract.createCaseMerge;
  createCaseParticipant: typeof caseChangeContract.createCaseParticipant;
  createCaseStatusChange: typeof caseChangeContract.createCaseStatusChange;
  createCaseTransfer: typeof caseChangeContract.createCaseTransfer;
  createHoldDecision: typeof caseChangeContract.createHoldDecision;
  createMessageMove: typeof caseChangeContract.createMessageMove;
  deleteCaseDeletion: typeof caseChangeContract.deleteCaseDeletion;
  deleteCaseLink: typeof caseChangeContract.deleteCaseLink;
  deleteCaseParticipant: typeof caseChangeContract.deleteCaseParticipant;
  deleteHoldDecision: typeof caseChangeContract.deleteHoldDecision;
  deleteMessageMove: typeof caseChangeContract.deleteMessageMove;
  createCase: typeof caseContract.createCase;
  createCaseReading: typeof caseContract.createCaseReading;
  getCase: typeof caseContract.getCase;
  getCaseByNumber: typeof caseContract.getCaseByNumber;
  listCaseMessages: typeof caseContract.listCaseMessages;
  listCaseTimeline: typeof caseContract.listCaseTimeline;
  listCaseViews: typeof caseContract.listCaseViews;
  listCases: typeof caseContract.listCases;
  listTags: typeof caseContract.listTags;
  updateCase: typeof caseContract.updateCase;
  createChannel: typeof channelContract.createChannel;
  createChannelSecret: typeof channelContract.createChannelSecret;
  createChannelTest: typeof channelContract.createChannelTest;
  createMailImport: typeof channelContract.createMailImport;
  createReceiptRetry: typeof channelContract.createReceiptRetry;
  getReceipt: typeof channelContract.getReceipt;
  getReceiptRaw: typeof channelContract.getReceiptRaw;
  listChannelErrors: typeof channelContract.listChannelErrors;
  listChannels: typeof channelContract.listChannels;
  listReceipts: typeof channelContract.listReceipts;
  updateChannel: typeof channelContract.updateChannel;
  createContact: typeof contactContract.createContact;
  createContactLink: typeof contactContract.createContactLink;
  createContactPoint: typeof contactContract.createContactPoint;
  deleteContactLink: typeof contactContract.deleteContactLink;
  deleteContactPoint: typeof contactContract.deleteContactPoint;
  getContact: typeof contactContract.getContact;
  listContactCases: typeof contactContract.listContactCases;
  listContactGroups: typeof contactContract.listContactGroups;
  listContacts: typeof contactContract.listContacts;
  updateContact: typeof contactContract.updateContact;
  createCaseFamily: typeof familyContract.createCaseFamily;
  createFamilyReply: typeof familyContract.createFamilyReply;
  createFamilyReplyCancellation: typeof familyContract.createFamilyReplyCancellation;
  getCaseFamily: typeof familyContract.getCaseFamily;
  getFamilyReply: typeof familyContract.getFamilyReply;
  getHealth: typeof healthContract.getHealth;
  createApiKey: typeof keyContract.createApiKey;
  deleteApiKey: typeof keyContract.deleteApiKey;
  listApiKeys: typeof keyContract.listApiKeys;
  listAuditEntries: typeof keyContract.listAuditEntries;
  createLinkProposalDecision: typeof linkProposalContract.createLinkProposalDecision;
  createWebLinkDecision: typeof linkProposalContract.createWebLinkDecision;
  deleteLinkProposalDecision: typeof linkProposalContract.deleteLinkProposalDecision;
  listContactLinkProposals: typeof linkProposalContract.listContactLinkProposals;
  listWebLinkProposals: typeof linkProposalContract.listWebLinkProposals;
  createInvitation: typeof memberContract.createInvitation;
  createInvitationAcceptance: typeof memberContract.createInvitationAcceptance;
  createTeam: typeof memberContract.createTeam;
  deleteInvitation: typeof memberContract.deleteInvitation;
  deleteTeam: typeof memberContract.deleteTeam;
  getInvitationByToken: typeof memberContract.getInvitationByToken;
  listInvitations: typeof memberContract.listInvitations;
  listMembers: typeof memberContract.listMembers;
  listTeams: typeof memberContract.listTeams;
  updateMember: typeof memberContract.updateMember;
  updateTeam: typeof memberContract.updateTeam;
  createDeliveryRetry: typeof messageContract.createDeliveryRetry;
  createSendCancellation: typeof messageContract.createSendCancellation;
  createUpload: typeof messageContract.createUpload;
  getAttachment: typeof messageContract.getAttachment;
  getMessageFrame: typeof messageContract.getMessageFrame;
  getMessageHeaders: typeof messageContract.getMessageHeaders;
  getRemoteImage: typeof messageContract.getRemoteImage;
  listMessageVersions: typeof messageContract.listMessageVersions;
  createCasePromise: typeof promiseContract.createCasePromise;
  createPromiseKeeping: typeof promiseContract.createPromiseKeeping;
  createPromiseRenegotiation: typeof promiseContract.createPromiseRenegotiation;
  deletePromiseKeeping: typeof promiseContract.deletePromiseKeeping;
  getPromiseFigures: typeof promiseContract.getPromiseFigures;
  getPromiseProposal: typeof promiseContract.getPromiseProposal;
  getPublicKeptRate: typeof promiseContract.getPublicKeptRate;
  getPublicPromises: typeof promiseContract.getPublicPromises;
  listPromises: typeof promiseContract.listPromises;
  createPackApplication: typeof promiseRuleContract.createPackApplication;
  createPromisePreview: typeof promiseRuleContract.createPromisePreview;
  createSlaPolicy: typeof promiseRuleContract.createSlaPolicy;
  createSlaPolicyOrder: typeof promiseRuleContract.createSlaPolicyOrder;
  createWorkCalendar: typeof promiseRuleContract.createWorkCalendar;
  deletePackApplication: typeof promiseRuleContract.deletePackApplication;
  deleteSlaPolicy: typeof promiseRuleContract.deleteSlaPolicy;
  deleteWorkCalendar: typeof promiseRuleContract.deleteWorkCalendar;
  getPackReadiness: typeof promiseRuleContract.getPackReadiness;
  getPromiseSettings: typeof promiseRuleContract.getPromiseSettings;
  listHolidaySets: typeof promiseRuleContract.listHolidaySets;
  listPolicyPacks: typeof promiseRuleContract.listPolicyPacks;
  listSlaPolicies: typeof promiseRuleContract.listSlaPolicies;
  listWorkCalendars: typeof promiseRuleContract.listWorkCalendars;
  updatePromiseSettings: typeof promiseRuleContract.updatePromiseSettings;
  updateSlaPolicy: typeof promiseRuleContract.updateSlaPolicy;
  updateWorkCalendar: typeof promiseRuleContract.updateWorkCalendar;
  createGesture: typeof recoveryContract.createGesture;
  createGestureDecision: typeof recoveryContract.createGestureDecision;
  createRecovery: typeof recoveryContract.createRecovery;
  createRecoveryWithdrawal: typeof recoveryContract.createRecoveryWithdrawal;
  deleteGestureDecision: typeof recoveryContract.deleteGestureDecision;
  deleteRecoveryWithdrawal: typeof recoveryContract.deleteRecoveryWithdrawal;
  getRecoveryLimits: typeof recoveryContract.getRecoveryLimits;
  listCaseRecoveries: typeof recoveryContract.listCaseRecoveries;
  listGestures: typeof recoveryContract.listGestures;
  listRecoveryPlaybooks: typeof recoveryContract.listRecoveryPlaybooks;
  updateRecoveryLimits: typeof recoveryContract.updateRecoveryLimits;
  createReplyCheck: typeof replyCheckContract.createReplyCheck;
  createTemplateCheck: typeof replyCheckContract.createTemplateCheck;
  getReplyCheckFigures: typeof replyCheckContract.getReplyCheckFigures;
  getReplyCheckSettings: typeof replyCheckContract.getReplyCheckSettings;
  listReplyCheckOverrides: typeof replyCheckContract.listReplyCheckOverrides;
  updateReplyCheckSettings: typeof replyCheckContract.updateReplyCheckSettings;
  createCaseForward: typeof replyContract.createCaseForward;
  createCaseNote: typeof replyContract.createCaseNote;
  createCaseReply: typeof replyContract.createCaseReply;
  createNotificationReading: typeof replyContract.createNotificationReading;
  deleteCaseNote: typeof replyContract.deleteCaseNote;
  deleteDraft: typeof replyContract.deleteDraft;
  listDrafts: typeof replyContract.listDrafts;
  listNotifications: typeof replyContract.listNotifications;
  updateCaseNote: typeof replyContract.updateCaseNote;
  updateDraft: typeof replyContract.updateDraft;
  createReturnLinkRestoration: typeof returnLinkContract.createReturnLinkRestoration;
  deleteCaseReturnLink: typeof returnLinkContract.deleteCaseReturnLink;
  listCaseReturnLinks: typeof returnLinkContract.listCaseReturnLinks;
  createBotHandOver: typeof routingContract.createBotHandOver;
  createOfferAcceptance: typeof routingContract.createOfferAcceptance;
  createOfferRefusal: typeof routingContract.createOfferRefusal;
  getLiveDesk: typeof routingContract.getLiveDesk;
  getLiveOverview: typeof routingContract.getLiveOverview;
  getRoutingSettings: typeof routingContract.getRoutingSettings;
  listAvailabilities: typeof routingContract.listAvailabilities;
  listBotHandOvers: typeof routingContract.listBotHandOvers;
  listBotTurns: typeof routingContract.listBotTurns;
  listCaseVisitors: typeof routingContract.listCaseVisitors;
  updateMemberAvailability: typeof routingContract.updateMemberAvailability;
  updateOwnAvailability: typeof routingContract.updateOwnAvailability;
  updateRoutingSettings: typeof routingContract.updateRoutingSettings;
  createCasePageLink: typeof seatContract.createCasePageLink;
  createCaseSeat: typeof seatContract.createCaseSeat;
  createSeatExtension: typeof seatContract.createSeatExtension;
  deleteCasePageLink: typeof seatContract.deleteCasePageLink;
  deleteCaseSeat: typeof seatContract.deleteCaseSeat;
  listCasePageLinks: typeof seatContract.listCasePageLinks;
  listCaseSeats: typeof seatContract.listCaseSeats;
  createPasswordChange: typeof sessionContract.createPasswordChange;
  createPasswordReset: typeof sessionContract.createPasswordReset;
  createSession: typeof sessionContract.createSession;
  deleteSession: typeof sessionContract.deleteSession;
  getMe: typeof sessionContract.getMe;
  listSessions: typeof sessionContract.listSessions;
  updateMe: typeof sessionContract.updateMe;
  createCaseChecklist: typeof taskContract.createCaseChecklist;
  createCaseTask: typeof taskContract.createCaseTask;
  createChecklistRestoration: typeof taskContract.createChecklistRestoration;
  createChecklistTemplate: typeof taskContract.createChecklistTemplate;
  createChecklistTick: typeof taskContract.createChecklistTick;
  createTaskCompletion: typeof taskContract.createTaskCompletion;
  createTaskRestoration: typeof taskContract.createTaskRestoration;
  deleteCaseChecklist: typeof taskContract.deleteCaseChecklist;
  deleteChecklistTemplate: typeof taskContract.deleteChecklistTemplate;
  deleteChecklistTick: typeof taskContract.deleteChecklistTick;
  deleteTask: typeof taskContract.deleteTask;
  deleteTaskCompletion: typeof taskContract.deleteTaskCompletion;
  listCaseChecklists: typeof taskContract.listCaseChecklists;
  listCaseTasks: typeof taskContract.listCaseTasks;
  listChecklistTemplates: typeof taskContract.listChecklistTemplates;
  listTaskCounts: typeof taskContract.listTaskCounts;
  listTasks: typeof taskContract.listTasks;
  updateChecklistTemplate: typeof taskContract.updateChecklistTemplate;
  updateTask: typeof taskContract.updateTask;
  createEscalationDismissal: typeof trailContract.createEscalationDismissal;
  createJoinDecision: typeof trailContract.createJoinDecision;
  deleteEscalationDismissal: typeof trailContract.deleteEscalationDismissal;
  deleteJoinDecision: typeof trailContract.deleteJoinDecision;
  getCaseTrail: typeof trailContract.getCaseTrail;
  getEscalationCalibration: typeof trailContract.getEscalationCalibration;
  listEscalations: typeof trailContract.listEscalations;
  deleteCaseTransfer: typeof travelContract.deleteCaseTransfer;
  getHandOver: typeof travelContract.getHandOver;
  getTransferPreview: typeof travelContract.getTransferPreview;
  getTravelSettings: typeof travelContract.getTravelSettings;
  updateTravelSettings: typeof travelContract.updateTravelSettings;
}

type MethodAndPath = readonly [method: string, path: string];

/** Method and path of every operation. */
export const paths: Record<keyof Operations, MethodAndPath> = {
  createSetup: ['POST', '/api/v1/setups'],
  getAccount: ['GET', '/api/v1/account'],
  getSetup: ['GET', '/api/v1/setup'],
  updateAccount: ['PATCH', '/api/v1/account'],
  createChannelMessage: ['POST', '/api/v1/channels/{channelId}/messages'],
  createInboundArrival: ['POST', '/api/v1/inbound/{channelKey}'],
  listChannelMessages: ['GET', '/api/v1/channels/{channelId}/messages'],
  createArticle: ['POST', '/api/v1/articles'],
  createArticleRestoration: ['POST', '/api/v1/articles/{articleId}/restorations'],
  deleteArticle: ['DELETE', '/api/v1/articles/{articleId}'],
  getArticle: ['GET', '/api/v1/articles/{articleId}'],
  listArticles: ['GET', '/api/v1/articles'],
  updateArticle: ['PATCH', '/api/v1/articles/{articleId}'],
  createCannedText: ['POST', '/api/v1/canned-texts'],
  createCannedTextRestoration: ['POST', '/api/v1/canned-texts/{cannedTextId}/restorations'],
  deleteCannedText: ['DELETE', '/api/v1/canned-texts/{cannedTextId}'],
  listCannedTexts: ['GET', '/api/v1/canned-texts'],
  listCaseCannedTexts: ['GET', '/api/v1/cases/{caseId}/canned-texts'],
  updateCannedText: ['PUT', '/api/v1/canned-texts/{cannedTextId}'],
  createCaseAssignment: ['POST', '/api/v1/cases/{caseId}/assignments'],
  createCaseDeletion: ['POST', '/api/v1/cases/{caseId}/deletions'],
  createCaseLink: ['POST', '/api/v1/cases/{caseId}/links'],
  createCaseMerge: ['POST', '/api/v1/cases/{caseId}/merges'],
  createCaseParticipant: ['POST', '/api/v1/cases/{caseId}/participants'],
  createCaseStatusChange: ['POST', '/api/v1/cases/{caseId}/status-changes'],
  createCaseTransfer: ['POST', '/api/v1/cases/{caseId}/transfers'],
  createHoldDecision: ['POST', '/api/v1/holds/{holdId}/decisions'],
  createMessageMove: ['POST', '/api/v1/messages/{messageId}/moves'],
  deleteCaseDeletion: ['DELETE', '/api/v1/cases/{caseId}/deletions'],
  deleteCaseLink: ['DELETE', '/api/v1/cases/{caseId}/links/{linkId}'],
  deleteCaseParticipant: ['DELETE', '/api/v1/cases/{caseId}/participants/{memberId}'],
  deleteHoldDecision: ['DELETE', '/api/v1/holds/{holdId}/decisions'],
  deleteMessageMove: ['DELETE', '/api/v1/messages/{messageId}/moves/{moveId}'],
  createCase: ['POST', '/api/v1/cases'],
  createCaseReading: ['POST', '/api/v1/cases/{caseId}/readings'],
  getCase: ['GET', '/api/v1/cases/{caseId}'],
  getCaseByNumber: ['GET', '/api/v1/case-numbers/{number}'],
  listCaseMessages: ['GET', '/api/v1/cases/{caseId}/messages'],
  listCaseTimeline: ['GET', '/api/v1/cases/{caseId}/timeline'],
  listCaseViews: ['GET', '/api/v1/case-views'],
  listCases: ['GET', '/api/v1/cases'],
  listTags: ['GET', '/api/v1/tags'],
  updateCase: ['PATCH', '/api/v1/cases/{caseId}'],
  createChannel: ['POST', '/api/v1/channels'],
  createChannelSecret: ['POST', '/api/v1/channels/{channelId}/secrets'],
  createChannelTest: ['POST', '/api/v1/channels/{channelId}/tests'],
  createMailImport: ['POST', '/api/v1/channels/{channelId}/imports'],
  createReceiptRetry: ['POST', '/api/v1/receipts/{receiptId}/retries'],
  getReceipt: ['GET', '/api/v1/receipts/{receiptId}'],
  getReceiptRaw: ['GET', '/api/v1/receipts/{receiptId}/raw'],
  listChannelErrors: ['GET', '/api/v1/channels/{channelId}/errors'],
  listChannels: ['GET', '/api/v1/channels'],
  listReceipts: ['GET', '/api/v1/receipts'],
  updateChannel: ['PATCH', '/api/v1/channels/{channelId}'],
  createContact: ['POST', '/api/v1/contacts'],
  createContactLink: ['POST', '/api/v1/contacts/{contactId}/links'],
  createContactPoint: ['POST', '/api/v1/contacts/{contactId}/points'],
  deleteContactLink: ['DELETE', '/api/v1/contacts/{contactId}/links/{linkId}'],
  deleteContactPoint: ['DELETE', '/api/v1/contacts/{contactId}/points/{pointId}'],
  getContact: ['GET', '/api/v1/contacts/{contactId}'],
  listContactCases: ['GET', '/api/v1/contacts/{contactId}/cases'],
  listContactGroups: ['GET', '/api/v1/contact-groups'],
  listContacts: ['GET', '/api/v1/contacts'],
  updateContact: ['PATCH', '/api/v1/contacts/{contactId}'],
  createCaseFamily: ['POST', '/api/v1/case-families'],
  createFamilyReply: ['POST', '/api/v1/cases/{caseId}/family-replies'],
  createFamilyReplyCancellation: ['POST', '/api/v1/family-replies/{familyReplyId}/cancellations'],
  getCaseFamily: ['GET', '/api/v1/cases/{caseId}/family'],
  getFamilyReply: ['GET', '/api/v1/family-replies/{familyReplyId}'],
  getHealth: ['GET', '/healthz'],
  createApiKey: ['POST', '/api/v1/api-keys'],
  deleteApiKey: ['DELETE', '/api/v1/api-keys/{apiKeyId}'],
  listApiKeys: ['GET', '/api/v1/api-keys'],
  listAuditEntries: ['GET', '/api/v1/audit-entries'],
  createLinkProposalDecision: ['POST', '/api/v1/link-proposals/{proposalId}/decisions'],
  createWebLinkDecision: ['POST', '/api/v1/web/{channelKey}/link-proposals/{proposalId}/decisions'],
  deleteLinkProposalDecision: ['DELETE', '/api/v1/link-proposals/{proposalId}/decision'],
  listContactLinkProposals: ['GET', '/api/v1/contacts/{contactId}/link-proposals'],
  listWebLinkProposals: ['GET', '/api/v1/web/{channelKey}/link-proposals'],
  createInvitation: ['POST', '/api/v1/invitations'],
  createInvitationAcceptance: ['POST', '/api/v1/invitation-tokens/{token}/acceptances'],
  createTeam: ['POST', '/api/v1/teams'],
  deleteInvitation: ['DELETE', '/api/v1/invitations/{invitationId}'],
  deleteTeam: ['DELETE', '/api/v1/teams/{teamId}'],
  getInvitationByToken: ['GET', '/api/v1/invitation-tokens/{token}'],
  listInvitations: ['GET', '/api/v1/invitations'],
  listMembers: ['GET', '/api/v1/members'],
  listTeams: ['GET', '/api/v1/teams'],
  updateMember: ['PATCH', '/api/v1/members/{memberId}'],
  updateTeam: ['PATCH', '/api/v1/teams/{teamId}'],
  createDeliveryRetry: ['POST', '/api/v1/messages/{messageId}/delivery-retries'],
  createSendCancellation: ['POST', '/api/v1/messages/{messageId}/cancellations'],
  createUpload: ['POST', '/api/v1/uploads'],
  getAttachment: ['GET', '/api/v1/attachments/{attachmentId}/content'],
  getMessageFrame: ['GET', '/api/v1/messages/{messageId}/frame'],
  getMessageHeaders: ['GET', '/api/v1/messages/{messageId}/headers'],
  getRemoteImage: ['GET', '/api/v1/messages/{messageId}/remote-images/{imageIndex}'],
  listMessageVersions: ['GET', '/api/v1/messages/{messageId}/versions'],
  createCasePromise: ['POST', '/api/v1/cases/{caseId}/promises'],
  createPromiseKeeping: ['POST', '/api/v1/cases/{caseId}/promises/{promiseId}/keepings'],
  createPromiseRenegotiation: [
    'POST',
    '/api/v1/cases/{caseId}/promises/{promiseId}/renegotiations',
  ],
  deletePromiseKeeping: ['DELETE', '/api/v1/cases/{caseId}/promises/{promiseId}/keepings'],
  getPromiseFigures: ['GET', '/api/v1/promise-figures'],
  getPromiseProposal: ['GET', '/api/v1/cases/{caseId}/promises/{promiseId}/proposal'],
  getPublicKeptRate: ['GET', '/api/v1/public/kept-rate'],
  getPublicPromises: ['GET', '/promises'],
  listPromises: ['GET', '/api/v1/promises'],
  createPackApplication: ['POST', '/api/v1/policy-packs/{packId}/applications'],
  createPromisePreview: ['POST', '/api/v1/promise-previews'],
  createSlaPolicy: ['POST', '/api/v1/sla-policies'],
  createSlaPolicyOrder: ['POST', '/api/v1/sla-policy-orders'],
  createWorkCalendar: ['POST', '/api/v1/work-calendars'],
  deletePackApplication: ['DELETE', '/api/v1/policy-packs/{packId}/applications'],
  deleteSlaPolicy: ['DELETE', '/api/v1/sla-policies/{policyId}'],
  deleteWorkCalendar: ['DELETE', '/api/v1/work-calendars/{calendarId}'],
  getPackReadiness: ['GET', '/api/v1/policy-packs/{packId}/readiness'],
  getPromiseSettings: ['GET', '/api/v1/promise-settings'],
  listHolidaySets: ['GET', '/api/v1/holiday-sets'],
  listPolicyPacks: ['GET', '/api/v1/policy-packs'],
  listSlaPolicies: ['GET', '/api/v1/sla-policies'],
  listWorkCalendars: ['GET', '/api/v1/work-calendars'],
  updatePromiseSettings: ['PATCH', '/api/v1/promise-settings'],
  updateSlaPolicy: ['PUT', '/api/v1/sla-policies/{policyId}'],
  updateWorkCalendar: ['PUT', '/api/v1/work-calendars/{calendarId}'],
  createGesture: ['POST', '/api/v1/cases/{caseId}/gestures'],
  createGestureDecision: ['POST', '/api/v1/gestures/{gestureId}/decisions'],
  createRecovery: ['POST', '/api/v1/cases/{caseId}/recoveries'],
  createRecoveryWithdrawal: ['POST', '/api/v1/recoveries/{recoveryId}/withdrawals'],
  deleteGestureDecision: ['DELETE', '/api/v1/gestures/{gestureId}/decisions'],
  deleteRecoveryWithdrawal: ['DELETE', '/api/v1/recoveries/{recoveryId}/withdrawals'],
  getRecoveryLimits: ['GET', '/api/v1/recovery-limits'],
  listCaseRecoveries: ['GET', '/api/v1/cases/{caseId}/recoveries'],
  listGestures: ['GET', '/api/v1/gestures'],
  listRecoveryPlaybooks: ['GET', '/api/v1/recovery-playbooks'],
  updateRecoveryLimits: ['PUT', '/api/v1/recovery-limits'],
  createReplyCheck: ['POST', '/api/v1/cases/{caseId}/reply-checks'],
  createTemplateCheck: ['POST', '/api/v1/template-checks'],
  getReplyCheckFigures: ['GET', '/api/v1/reply-check-figures'],
  getReplyCheckSettings: ['GET', '/api/v1/reply-check-settings'],
  listReplyCheckOverrides: ['GET', '/api/v1/reply-check-overrides'],
  updateReplyCheckSettings: ['PATCH', '/api/v1/reply-check-settings'],
  createCaseForward: ['POST', '/api/v1/cases/{caseId}/forwards'],
  createCaseNote: ['POST', '/api/v1/cases/{caseId}/notes'],
  createCaseReply: ['POST', '/api/v1/cases/{caseId}/replies'],
  createNotificationReading: ['POST', '/api/v1/notifications/readings'],
  deleteCaseNote: ['DELETE', '/api/v1/cases/{caseId}/notes/{noteId}'],
  deleteDraft: ['DELETE', '/api/v1/cases/{caseId}/drafts/{kind}'],
  listDrafts: ['GET', '/api/v1/cases/{caseId}/drafts'],
  listNotifications: ['GET', '/api/v1/notifications'],
  updateCaseNote: ['PATCH', '/api/v1/cases/{caseId}/notes/{noteId}'],
  updateDraft: ['PUT', '/api/v1/cases/{caseId}/drafts/{kind}'],
  createReturnLinkRestoration: [
    'POST',
    '/api/v1/cases/{caseId}/return-links/{linkId}/restorations',
  ],
  deleteCaseReturnLink: ['DELETE', '/api/v1/cases/{caseId}/return-links/{linkId}'],
  listCaseReturnLinks: ['GET', '/api/v1/cases/{caseId}/return-links'],
  createBotHandOver: ['POST', '/api/v1/conversations/{conversationId}/bot-hand-overs'],
  createOfferAcceptance: ['POST', '/api/v1/conversation-offers/{offerId}/acceptances'],
  createOfferRefusal: ['POST', '/api/v1/conversation-offers/{offerId}/refusals'],
  getLiveDesk: ['GET', '/api/v1/live-desk'],
  getLiveOverview: ['GET', '/api/v1/live-overview'],
  getRoutingSettings: ['GET', '/api/v1/routing-settings'],
  listAvailabilities: ['GET', '/api/v1/availabilities'],
  listBotHandOvers: ['GET', '/api/v1/cases/{caseId}/bot-hand-overs'],
  listBotTurns: ['GET', '/api/v1/bot-turns'],
  listCaseVisitors: ['GET', '/api/v1/cases/{caseId}/visitors'],
  updateMemberAvailability: ['PATCH', '/api/v1/members/{memberId}/availability'],
  updateOwnAvailability: ['PATCH', '/api/v1/me/availability'],
  updateRoutingSettings: ['PUT', '/api/v1/routing-settings'],
  createCasePageLink: ['POST', '/api/v1/cases/{caseId}/page-links'],
  createCaseSeat: ['POST', '/api/v1/cases/{caseId}/seats'],
  createSeatExtension: ['POST', '/api/v1/cases/{caseId}/seats/{seatId}/extensions'],
  deleteCasePageLink: ['DELETE', '/api/v1/cases/{caseId}/page-links/{linkId}'],
  deleteCaseSeat: ['DELETE', '/api/v1/cases/{caseId}/seats/{seatId}'],
  listCasePageLinks: ['GET', '/api/v1/cases/{caseId}/page-links'],
  listCaseSeats: ['GET', '/api/v1/cases/{caseId}/seats'],
  createPasswordChange: ['POST', '/api/v1/password-changes'],
  createPasswordReset: ['POST', '/api/v1/password-resets'],
  createSession: ['POST', '/api/v1/sessions'],
  deleteSession: ['DELETE', '/api/v1/sessions/{sessionId}'],
  getMe: ['GET', '/api/v1/me'],
  listSessions: ['GET', '/api/v1/sessions'],
  updateMe: ['PATCH', '/api/v1/me'],
  createCaseChecklist: ['POST', '/api/v1/cases/{caseId}/checklists'],
  createCaseTask: ['POST', '/api/v1/cases/{caseId}/tasks'],
  createChecklistRestoration: ['POST', '/api/v1/checklists/{checklistId}/restorations'],
  createChecklistTemplate: ['POST', '/api/v1/checklist-templates'],
  createChecklistTick: ['POST', '/api/v1/checklist-items/{itemId}/ticks'],
  createTaskCompletion: ['POST', '/api/v1/tasks/{taskId}/completions'],
  createTaskRestoration: ['POST', '/api/v1/tasks/{taskId}/restorations'],
  deleteCaseChecklist: ['DELETE', '/api/v1/checklists/{checklistId}'],
  deleteChecklistTemplate: ['DELETE', '/api/v1/checklist-templates/{templateId}'],
  deleteChecklistTick: ['DELETE', '/api/v1/checklist-items/{itemId}/ticks'],
  deleteTask: ['DELETE', '/api/v1/tasks/{taskId}'],
  deleteTaskCompletion: ['DELETE', '/api/v1/tasks/{taskId}/completions'],
  listCaseChecklists: ['GET', '/api/v1/cases/{caseId}/checklists'],
  listCaseTasks: ['GET', '/api/v1/cases/{caseId}/tasks'],
  listChecklistTemplates: ['GET', '/api/v1/checklist-templates'],
  listTaskCounts: ['GET', '/api/v1/task-counts'],
  listTasks: ['GET', '/api/v1/tasks'],
  updateChecklistTemplate: ['PUT', '/api/v1/checklist-templates/{templateId}'],
  updateTask: ['PATCH', '/api/v1/tasks/{taskId}'],
  createEscalationDismissal: ['POST', '/api/v1/cases/{caseId}/escalation-dismissals'],
  createJoinDecision: ['POST', '/api/v1/join-proposals/{proposalId}/decisions'],
  deleteEscalationDismissal: ['DELETE', '/api/v1/cases/{caseId}/escalation-dismissals'],
  deleteJoinDecision: ['DELETE', '/api/v1/join-proposals/{proposalId}/decisions'],
  getCaseTrail: ['GET', '/api/v1/cases/{caseId}/trail'],
  getEscalationCalibration: ['GET', '/api/v1/escalation-calibration'],
  listEscalations: ['GET', '/api/v1/escalations'],
  deleteCaseTransfer: ['DELETE', '/api/v1/cases/{caseId}/transfers/{transferId}'],
  getHandOver: ['GET', '/api/v1/cases/{caseId}/hand-over'],
  getTransferPreview: ['GET', '/api/v1/cases/{caseId}/transfer-preview'],
  getTravelSettings: ['GET', '/api/v1/travel-settings'],
  updateTravelSettings: ['PATCH', '/api/v1/travel-settings'],
};
