import { apiHarness } from '@earshot/testkit/channels/api-harness.ts';
import { describeChannelAdapter } from '@earshot/testkit/channels/describe-channel-adapter.ts';

describeChannelAdapter(apiHarness());
