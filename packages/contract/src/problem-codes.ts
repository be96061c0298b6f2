/** What a stable problem code means; /docs lists them, errors link there. */
export interface ProblemMeaning {
  readonly status: number;
  /** What happened and what a program does about it, in one or two sentences. */
  readonly meaning: string;
}

/** Every code that an answer of the API may carry; a tidy test compares it with the sources. */
export const problemCodes: Readonly<Record<string, ProblemMeaning>> = {
  invalid: {
    status: 400,
    meaning: 'The input is wrong; fields names each place. Nothing was changed.',
  },
  not_signed_in: {
    status: 401,
    meaning: 'No session and no API key came with the request, or it is no longer valid.',
  },
  forbidden: {
    status: 403,
    meaning: 'The role of the member or the scopes of the key do not allow this.',
  },
  not_found: {
    status: 404,
    meaning: 'It does not exist, or the caller may not see it; the two answer alike.',
  },
  too_large: { status: 413, meaning: 'The body is larger than the operation accepts.' },
  unknown_media_type: {
    status: 415,
    meaning: 'Send the media type that the operation names, usually application/json.',
  },
  too_many_requests: {
    status: 429,
    meaning: 'Too many in a short time. Retry-After says how many seconds to wait.',
  },
  remote_image_refused: {
    status: 422,
    meaning: 'The picture cannot be fetched safely: a private address, no picture, or too large.',
  },
  remote_images_off: {
    status: 403,
    meaning: 'The channel never loads pictures from outside.',
  },
  too_many_uploads: {
    status: 429,
    meaning: 'Too many files wait for a message that carries them. Send or leave out some.',
  },
  address_taken: {
    status: 409,
    meaning: 'The address belongs to another channel; facts.channel_id says which, if it is yours.',
  },
  channel_disabled: {
    status: 409,
    meaning: 'The channel is switched off and takes no mail. Nothing was stored.',
  },
  receipt_not_failed: {
    status: 409,
    meaning: 'Only a failed receipt can be tried again; facts.state says how it stands.',
  },
  arrival_refused: {
    status: 401,
    meaning: 'What was handed in is not signed as it must be; facts.reason says what is wrong.',
  },
  submission_refused: {
    status: 422,
    meaning: 'The form does not seem to be sent by a person; facts.reason says why.',
  },
  no_way_out: {
    status: 409,
    meaning: 'Nothing leads out of this channel: choose the e-mail channel that continues it.',
  },
  too_visible: {
    status: 409,
    meaning:
      'More people could read the answer than its question, which facts.answered tells. Nothing was sent.',
  },
  reply_window_closed: {
    status: 409,
    meaning:
      'The channel takes no answer so late; facts.other_points names other ways to the contact.',
  },
  case_taken: {
    status: 409,
    meaning: 'Another member took the case meanwhile; facts.member says who. Nothing was changed.',
  },
  case_merged: {
    status: 409,
    meaning: 'The case was merged; facts.case_id is the one that stays. Go on there.',
  },
  case_over: {
    status: 409,
    meaning: 'The case is resolved or closed. Re-open it first.',
  },
  tasks_open: {
    status: 409,
    meaning:
      'Tasks that a promise waits for are open; facts.tasks names them. Finish them, or send with_open_tasks.',
  },
  too_many_tasks: { status: 409, meaning: 'The case has as many tasks as it can have.' },
  too_many_checklists: { status: 409, meaning: 'There are as many checklists as there can be.' },
  too_many_articles: { status: 409, meaning: 'There are as many articles as there can be.' },
  checklist_name_taken: { status: 409, meaning: 'Another checklist has this name.' },
  sent_back: {
    status: 409,
    meaning:
      'The case would go straight back to the team that gave it; facts.instead says what to do. Nothing was changed.',
  },
  transfer_over: {
    status: 409,
    meaning: 'The transfer was taken back, or the case has moved on since.',
  },
  promise_over: {
    status: 409,
    meaning: 'The promise was kept, withdrawn or replaced already. Read the case again.',
  },
  calendar_in_use: {
    status: 409,
    meaning: 'Policies use the calendar; facts.policies names them. Give them another one first.',
  },
  too_many_policies: { status: 409, meaning: 'The account has as many policies as it can have.' },
  too_many_calendars: {
    status: 409,
    meaning: 'The account has as many calendars as it can have.',
  },
  pack_applied: { status: 409, meaning: 'The pack is in use already.' },
  same_team: { status: 409, meaning: 'The case is with that team already.' },
  same_case: { status: 409, meaning: 'Both sides are the same case.' },
  merge_cycle: {
    status: 409,
    meaning: 'The other case is this one, or was merged into it already.',
  },
  link_cycle: {
    status: 409,
    meaning: 'The other case is below this one, so it cannot be its parent as well.',
  },
  message_moved: {
    status: 409,
    meaning: 'The message stands elsewhere since a moment ago. Read it again.',
  },
  message_held: {
    status: 409,
    meaning: 'The message waits for a decision on where it belongs; decide that first.',
  },
  message_leaving: {
    status: 409,
    meaning: 'A message has not left yet. Take it back or wait, then try again.',
  },
  move_undone: { status: 409, meaning: 'The move was taken back already.' },
  move_not_last: {
    status: 409,
    meaning: 'The message was moved on since; take the later move back first.',
  },
  hold_decided: {
    status: 409,
    meaning: 'Somebody decided about the held message, or took the decision back, already.',
  },
  hold_undecided: { status: 409, meaning: 'There is no decision that could be taken back.' },
  note_deleted: { status: 409, meaning: 'The note was removed already.' },
  bad_key: { status: 401, meaning: 'The API key is unknown, expired or revoked.' },
  wrong_password: {
    status: 401,
    meaning: 'E-mail address or password is wrong; which one is not said.',
  },
  csrf: {
    status: 403,
    meaning:
      'A changing request with a session came from another site or without X-CSRF-Token as getMe ' +
      'tells it.',
  },
  account_needed: {
    status: 409,
    meaning: 'The address belongs to several accounts; facts.accounts names them. Send account_id.',
  },
  database_away: {
    status: 503,
    meaning:
      'The database does not answer at this moment. Look whether it was kept, and try again.',
  },
  busy: {
    status: 503,
    meaning:
      'Too many sign in, or change the same, at this moment. Nothing was changed; try again in a ' +
      'few seconds.',
  },
  link_over: {
    status: 410,
    meaning:
      'The link to set a password was used, has run out or is not complete. Ask for another.',
  },
  invitation_over: {
    status: 410,
    meaning: 'The invitation was used, revoked or has run out. Ask for a new one.',
  },
  setup_claimed: { status: 410, meaning: 'The installation has its first administrator already.' },
  setup_token_wrong: {
    status: 403,
    meaning: 'Not the present set-up link; the server prints a new one at every start.',
  },
  member_exists: {
    status: 409,
    meaning: 'A member has this address already; facts.member_id says who.',
  },
  last_administrator: {
    status: 409,
    meaning: 'An account keeps an administrator who can sign in. Make another one first.',
  },
  own_login: { status: 409, meaning: 'Nobody deactivates their own login; another can.' },
  not_active: { status: 404, meaning: 'There is no active member with this id.' },
  team_name_taken: { status: 409, meaning: 'Another team has this name; case does not matter.' },
  team_in_use: {
    status: 409,
    meaning: 'The team owns cases or channels; facts says how many. Give them away first.',
  },
  too_many_teams: { status: 409, meaning: 'The account has as many teams as it can have.' },
  too_many_invitations: { status: 409, meaning: 'Too many invitations are open; revoke some.' },
  too_many_keys: { status: 409, meaning: 'The account has too many keys; revoke some.' },
  point_taken: {
    status: 409,
    meaning: 'The address belongs to a contact already; facts says to whom if the caller may know.',
  },
  too_many_points: { status: 409, meaning: 'The contact has as many addresses as it can have.' },
  same_contact: { status: 409, meaning: 'The two contacts are one person already.' },
  already_linked: {
    status: 409,
    meaning: 'The contact is linked to another already; facts.contact_id is the one that is kept.',
  },
  too_many_links: { status: 409, meaning: 'Too many contacts are linked as one person.' },
  fault: {
    status: 500,
    meaning: 'A fault in Earshot. Try again; the number in detail leads to the log.',
  },
  case_moved_on: {
    status: 409,
    meaning:
      'Somebody wrote in the case since seen_position; facts.events says who. Nothing was sent: show it, then send with send_anyway.',
  },
  reply_check: {
    status: 409,
    meaning:
      'A binding rule of the reply check sees something; facts.findings says what. Nothing was sent: change it, or send check_overrides with a reason for each rule.',
  },
  already_sent: {
    status: 409,
    meaning: 'The message is on its way to a recipient and cannot be taken back.',
  },
  nobody_to_answer: {
    status: 409,
    meaning: 'The case has no message that could be answered yet.',
  },
  nothing_to_retry: {
    status: 409,
    meaning: 'Every recipient has the message or still waits for it.',
  },
  secrets_unreadable: {
    status: 409,
    meaning: 'The secrets of the channel were sealed with another master key.',
  },
  no_escalation: {
    status: 409,
    meaning: 'The matter has fewer points than anybody is told of; there is nothing to dismiss.',
  },
  proposal_decided: {
    status: 409,
    meaning: 'Somebody decided already whether the two cases are one matter.',
  },
  proposal_joined: {
    status: 409,
    meaning: 'The two cases were merged; remove the link of the merge instead.',
  },
  seat_for_member: {
    status: 409,
    meaning:
      'The address belongs to a member; facts.member says whom to draw in with createCaseParticipant.',
  },
  seat_for_contact: {
    status: 409,
    meaning: 'The address is a contact of this case; answer them instead.',
  },
  seat_exists: {
    status: 409,
    meaning: 'The address has a seat in this case already; extend or revoke that one.',
  },
  recovery_running: {
    status: 409,
    meaning: 'A playbook runs on the case; finish its steps or stop it first.',
  },
  gesture_decided: { status: 409, meaning: 'The gesture was decided about already.' },
  gesture_unapproved: {
    status: 409,
    meaning: 'The gesture is over the limit of who proposed it and was not approved yet.',
  },
  gesture_undecided: { status: 409, meaning: 'Nobody decided about the gesture yet.' },
  not_the_decider: { status: 409, meaning: 'Only who decided takes the decision back.' },
  own_gesture: { status: 409, meaning: 'Nobody approves a gesture of their own over their limit.' },
  over_limit: { status: 409, meaning: 'The amount is over the limit of who would approve it.' },
  not_an_approver: { status: 409, meaning: 'Supervisors and administrators decide this.' },
  offer_over: {
    status: 409,
    meaning: 'It rings at the caller no more: the time was over, or somebody took it.',
  },
  conversation_over: {
    status: 409,
    meaning: 'The case of the conversation is resolved or closed; a bot takes no such case.',
  },
  visitor_unknown: {
    status: 401,
    meaning: 'The visitor’s session ended or its token is wrong; begin a new one.',
  },
  origin_not_allowed: {
    status: 403,
    meaning: 'The page is not among the allowed origins of this channel.',
  },
  identity_refused: {
    status: 401,
    meaning: 'The identity token is not good: signature, audience, time or no secret made yet.',
  },
  link_replaced: {
    status: 409,
    meaning: 'A newer link was made meanwhile; that one works, and the old one stays revoked.',
  },
  push_off: {
    status: 409,
    meaning: 'This chat announces nothing by push; nothing was kept. Do not ask again.',
  },
  return_refused: {
    status: 401,
    meaning: 'The link from a mail opens no conversation of this channel, or was revoked.',
  },
  canned_shortcut_taken: {
    status: 409,
    meaning: 'Another canned text of the same team has this shortcut.',
  },
  too_many_canned_texts: { status: 409, meaning: 'The account keeps no more canned texts.' },
  code_refused: {
    status: 422,
    meaning: 'The one-time code is wrong, older than 15 minutes, used, or was tried five times.',
  },
  link_decided: {
    status: 409,
    meaning: 'Somebody decided already whether the two contacts are one person.',
  },
};
