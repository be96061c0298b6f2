import { formHarness } from '@earshot/testkit/channels/form-harness.ts';
import { describeKilledChannel } from '@earshot/testkit/channels/describe-killed-channel.ts';

describeKilledChannel(formHarness());
