import type { Command } from 'commander';
import { ADMINISTRATOR_ROLES, DomainError, type AdministratorRole } from '@gongkai/core';
import type { CommandContext } from '../command-line.js';
import { readConfig } from '../config.js';
import { withDatabase } from '../with-database.js';
import { inviteAdministrator, inviteByLoginName } from './first-administrators.js';
import { INVITATION_HOURS } from './invitation.js';

interface InviteOptions {
  readonly role?: string;
  readonly name?: string;
  readonly forgetSecondFactor?: true;
  readonly data?: string;
  readonly db?: string;
}

export function addAdminCommand(program: Command, context: CommandContext): void {
  const admin = program.command('admin').description('管理员账号 / administrators');
  admin
    .command('invite')
    .argument('<登录名>')
    .description('生成设置口令的一次性链接；--role 新建三员 / a one-time link to set a password')
    .option(
      '--role <角色>',
      `新建的管理员：${Object.keys(ADMINISTRATOR_ROLES).join('、')} / role of a new one`,
    )
    .option('--name <姓名>', '新建的管理员的姓名 / name of a new one')
    .option(
      '--forget-second-factor',
      '同时解除第二因素，供手机和恢复代码都丢失的人 / take the second factor off',
    )
    .option('--data <目录>', '数据目录，默认 gongkai-data / data directory')
    .option('--db <种类>', 'pglite 或 native / database kind')
    .action(async (loginName: string, options: InviteOptions) => {
      const role = options.role === undefined ? null : requireRole(options.role);
      const { web } = readConfig(options);
      const invitation = await withDatabase(options, context, (database) => {
        const ctx = { ...database, now: context.now };
        return role === null
          ? inviteByLoginName(ctx, loginName, options.forgetSecondFactor === true)
          : inviteAdministrator(ctx, {
              role,
              loginName,
              displayName: options.name ?? ADMINISTRATOR_ROLES[role],
            });
      });
      context.write(`请把这个链接交给本人，${INVITATION_HOURS} 小时内有效，只能用一次：`);
      context.write(`${web.publicUrl ?? '（本系统的网址）'}${invitation.path}`);
    });
}

function requireRole(role: string): AdministratorRole {
  if (role in ADMINISTRATOR_ROLES) return role as AdministratorRole;
  throw new DomainError(
    'INVALID_INPUT',
    `没有“${role}”这种管理员。可写 ${Object.keys(ADMINISTRATOR_ROLES).join('、')}。`,
  );
}
