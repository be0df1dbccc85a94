import { z } from 'zod';

/** Messages of all schemas are shown to people: Chinese. */
z.config(z.locales.zhCN());
