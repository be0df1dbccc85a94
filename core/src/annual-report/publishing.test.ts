import { expect, test } from 'vitest';
import { operatorActor } from '../identity/actor.js';
import { faultOfPublisher } from './publishing.js';

test('whoever wrote or handed in a version does not publish it, anybody else may', () => {
  const hands = { writerIds: ['officer', 'head'] };
  expect(faultOfPublisher(hands, { kind: 'person', id: 'head' })).toContain('另一位负责人');
  expect(faultOfPublisher(hands, { kind: 'person', id: 'officer' })).not.toBeNull();
  expect(faultOfPublisher(hands, { kind: 'person', id: 'deputy' })).toBeNull();
  expect(faultOfPublisher({ writerIds: [] }, { kind: 'person', id: 'head' })).toBeNull();
  expect(faultOfPublisher({ writerIds: ['cli'] }, operatorActor())).toBeNull();
});
