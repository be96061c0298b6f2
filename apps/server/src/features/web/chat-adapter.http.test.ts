import { chatHarness } from '@earshot/testkit/channels/chat-harness.ts';
import { describeChannelAdapter } from '@earshot/testkit/channels/describe-channel-adapter.ts';

describeChannelAdapter(chatHarness());
