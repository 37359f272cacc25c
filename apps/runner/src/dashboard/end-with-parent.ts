/**
 * Loaded into the dashboard's server before anything else: it ends when the command that started it is gone, however
 * that ended (kill -9, a closed terminal), so that no server is left behind.
 */
process.once('disconnect', () => process.exit(0));
// Kept out of the way of work: the channel alone does not keep the server running.
process.channel?.unref();
