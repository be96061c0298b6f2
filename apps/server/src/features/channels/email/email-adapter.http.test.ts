import { emailHarness } from '@earshot/testkit/channels/email-harness.ts';
import { describeChannelAdapter } from '@earshot/testkit/channels/describe-channel-adapter.ts';

describeChannelAdapter(emailHarness());
