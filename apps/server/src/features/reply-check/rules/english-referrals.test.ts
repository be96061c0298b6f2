import { expect, test } from 'vitest';
import { checkReply } from '../engine/check-reply.ts';

/** What the marked words are for each referral that is seen in a reply. */
function listReferrals(text: string): string[] {
  return checkReply({ text, language: 'en', history: [], facts: {} })
    .filter(({ rule }) => rule === 'referral')
    .flatMap(({ ranges }) => ranges.map(([start, end]) => text.slice(start, end)));
}

const sentAway = [
  '@115712 Hi there! Can you please send us a private message, so that I can gain further details about your account?',
  "@115712 please send us a private message so that we can further assist you. Just click 'Message' at the top of your profile.",
  "@115713 We're here to help! Which version of iOS are you running? DM us https://t.co/GDrqU22YpT",
  "@1157 Hey, could you send us a note at https://t.co/xyz with your account's email address? We'll take a look backstage /CB",
  "@11 I'm sorry for the trouble. Please reach us by phone or chat here: https://t.co/hApLpMlfHN, so we can look into this. ^BS",
  '@22 Without providing any account details, please follow this link to contact us: https://t.co/abc ^MJ',
  "@33 Let's look into this together. Send us a DM and we'll continue from there.",
  '@44 Sorry about this. Have you reported it to our tech team? You can do so here: https://t.co/x',
  '@55 Sorry to hear this. Please can you DM your booking ref & full name? TY',
  "@66 We'd like to help. Please meet us in a DM with your ZIP code.",
  '@77 For assistance with your reservation please call 1-800-433-7300.',
  '@88 Please fill out the form here, and our team will get back to you: https://t.co/z',
  "@99 You'd need to speak with the station staff about that.",
  '@10 Thanks for flagging. You can give feedback here: https://t.co/q',
  '@12 Hello, please email customer.relations@x.com with your details.',
  '@13 You can claim delay repay at https://t.co/dr',
  '@14 We suggest you check with your network provider.',
  "@15 It's best to ask our Accounts team. They're on 0345 123 4567.",
  '@16 Sorry Lee, our web team would need to deal with this. Could you email them?',
  '@user Hi there, please DM us your details so that we can look into this. ^JK',
  'Please contact our team at https://example.com/contact so they can assist you further.',
  'Sorry to hear that! Can you send us a DM with your order number?',
  "You'll need to contact the manufacturer directly as this is covered by their warranty.",
  "Unfortunately we're not responsible for this. It's handled by the billing department.",
  'Hi Sam, could you please reach out to the airline about your baggage?',
  "I'd suggest calling our helpline on 0800 123 456 between 9 and 5.",
  'Complaints must be submitted via the online form.',
  "We'd recommend that you get in touch with your bank.",
  'Please fill in the contact form on our website and a colleague will get back to you.',
  'Our customer care line is open 24/7 at 1-800-555-0199.',
  'Follow and DM us please so we can help',
  'For refunds, head to our Help Center.',
  'Kindly email support@example.com with a screenshot.',
  'You should speak to the seller about that.',
  'The council deals with street lighting, so you would have to report it there.',
  'Best to ask in store.',
  'Pls DM ur number',
  "We can't help with this via Twitter. Call us on 0345 600 1234.",
  "That's not something we can change from here. The hotel would be the right contact.",
  "If you can DM us your email address, we'll take a look.",
  'Have you tried calling the store?',
  'Our reservations desk will be able to assist you further with that.',
  'Feel free to give us a call at 800-433-7300 so we can look at your booking.',
  'Thank you for reaching out. Your request falls outside our remit. Please direct your enquiry to the licensing authority.',
  'You can submit a claim here: https://airline.example/claims',
  "We'd like to look into this. Meet us in DM.",
  'Please see our FAQ for details on returns.',
  "This is an issue for the courier, you'd have to take it up with them.",
  "We're sorry for the trouble. Please log a ticket through our portal and someone will respond.",
  "Hey! Drop us a note here: https://t.example/abc and we'll connect via DM.",
  'Please raise this with your local branch.',
];

const takenCareOf = [
  '@17 Hi Sam, the 17:04 is running 12 minutes late due to a signal fault at Crewe. ^JH',
  "@18 I've refunded the £12.50 to your card, allow 3-5 days. ^AB",
  "@19 Thanks for the kind words! We'll pass it on to the crew.",
  '@20 What device are you using and which version of the app?',
  "@21 It's back up now, sorry for the wait!",
  '@23 Try turning off Bluetooth, then restart your phone. Let us know if that helps.',
  '@24 Your parcel is out for delivery today between 2 and 4pm.',
  '@25 Yes, you can take a bike on that train outside peak hours.',
  "I have passed your case to our repairs team. Ms Okoye will call you tomorrow by 10 am. You don't need to do anything.",
  'We refunded 49.90 to your card today; it should arrive within 3 days.',
  'If you prefer, you can also call me directly on 030 1234567. Your replacement kettle was shipped this morning and arrives on Thursday.',
  'Your invoice is here: https://example.com/invoices/123 . Click "Download" at the top right.',
  "I've spoken to the courier. They found the parcel and will deliver it on Friday.",
  'You contacted our hotline on Monday and were told to wait. That was wrong. I have cancelled the contract as of today.',
  "I'm sorry we missed the date. The technician comes on Tuesday between 8 and 10.",
  'If you feel unwell after the smoke, please see your doctor or call 112. We collect the device tomorrow.',
  'We will contact the manufacturer for you and let you know by Friday.',
  'The warranty card is in the box under the manual. Hold the button for 5 seconds and the light turns green.',
  "Just reply to this email with a photo and I'll order the part today.",
  "I'll call you at 14:00 today, on the number in your account. If that does not suit you, tell me when.",
  'You do not need to contact the bank; we have reversed the charge already.',
  'Our team will contact you by Friday, 5 pm.',
  'Yes, we are open on Sunday from 10 to 16.',
  'Your booking is changed to 14 May. If you have any further questions, please contact us at any time.',
  "Let me know which colour you'd like and I'll send it today.",
  'Under the consumer law you may refer the matter to the ombudsman if you are not satisfied with our decision. We have refunded the fee.',
  "I've asked the driver to call you when he is ten minutes away.",
  'Thanks for letting us know! We fixed the broken link this morning.',
  'You wrote: "your hotline told me to contact the store". That should not have happened. I\'ve opened the claim for you and you will get the money by 12 March.',
  'The tool says your flight LH 123 leaves at 10:40 from gate B12.',
  'We are sorry about the delay. The bus was held by an accident; line 5 runs again since 9:30.',
  'I booked the appointment for you: Tuesday, 10:00, city office, room 12. They are expecting you.',
  'We sent the form to the authority this morning on your behalf.',
];

test.each(sentAway)('a contact is sent elsewhere: %s', (text) => {
  expect(listReferrals(text)).not.toEqual([]);
});

test.each(takenCareOf)('a contact is not sent anywhere: %s', (text) => {
  expect(listReferrals(text)).toEqual([]);
});
