import { emailHarness } from '@earshot/testkit/channels/email-harness.ts';
import { describeKilledChannel } from '@earshot/testkit/channels/describe-killed-channel.ts';

describeKilledChannel(emailHarness());
