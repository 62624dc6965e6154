// A process that starts private services in the directory it is given, says what it has, and waits to be killed.
import pino from 'pino';
import { startEmbedded } from '../../dist/src/embedded/start.js';

const logger = pino({ level: 'silent' });
const services = await startEmbedded({ dataDirectory: process.argv[2], durable: false, logger });
const { databaseUrl, postgresPid, redisPid } = services;
process.stdout.write(`${JSON.stringify({ databaseUrl, postgresPid, redisPid })}\n`);
