import { chatHarness } from '@earshot/testkit/channels/chat-harness.ts';
import { describeKilledChannel } from '@earshot/testkit/channels/describe-killed-channel.ts';

describeKilledChannel(chatHarness());
