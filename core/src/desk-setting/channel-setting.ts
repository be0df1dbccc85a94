import { z } from 'zod';
import { CHANNELS, type Channel } from '../application/vocabulary.js';

/** Ways that may never be refused: handing in and mailing (国办公开办函〔2017〕19号), and speaking (条例第二十九条). */
export const CHANNELS_ALWAYS_OPEN = [
  'counter',
  'registeredMail',
  'letter',
  'oral',
] as const satisfies readonly Channel[];

export function isAlwaysOpen(channel: Channel): boolean {
  return (CHANNELS_ALWAYS_OPEN as readonly Channel[]).includes(channel);
}

const channelSchema = z.object({
  isOffered: z.boolean(),
  /** Where to: rooms, postal address, number, mailbox, site. */
  address: z.string().trim().max(300),
  hours: z.string().trim().max(200),
});
export type ChannelOffer = z.infer<typeof channelSchema>;

/** How an agency can be applied to. What the guide describes binds it; handing in and mailing stay open. */
export const channelSettingSchema = z
  .record(z.enum(CHANNELS), channelSchema)
  .superRefine((setting, context) => {
    for (const channel of CHANNELS) {
      const { isOffered, address } = setting[channel];
      if (!isOffered && isAlwaysOpen(channel)) {
        context.addIssue({
          code: 'custom',
          path: [channel, 'isOffered'],
          message:
            channel === 'oral'
              ? '书写确有困难的可以口头申请，不能关闭（条例第二十九条第一款）。'
              : '当面提交和邮寄的申请不得拒收，不能关闭（国办公开办函〔2017〕19号）。',
        });
      }
      if (isOffered && (channel === 'fax' || channel === 'email') && address === '') {
        context.addIssue({
          code: 'custom',
          path: [channel, 'address'],
          message: channel === 'fax' ? '开放传真的，请填写传真号码。' : '开放电子邮件的，请填写邮箱。',
        });
      }
    }
  });
export type ChannelSetting = Readonly<Record<Channel, ChannelOffer>>;

/** What holds where an agency has set nothing: what may never be closed, and the web. */
export const DEFAULT_CHANNELS: ChannelSetting = Object.fromEntries(
  CHANNELS.map((channel) => [
    channel,
    { isOffered: isAlwaysOpen(channel) || channel === 'web', address: '', hours: '' },
  ]),
) as Record<Channel, ChannelOffer>;
