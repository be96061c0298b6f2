import { formHarness } from '@earshot/testkit/channels/form-harness.ts';
import { describeChannelAdapter } from '@earshot/testkit/channels/describe-channel-adapter.ts';

describeChannelAdapter(formHarness());
