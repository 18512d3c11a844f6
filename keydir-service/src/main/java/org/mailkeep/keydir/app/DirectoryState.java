package org.mailkeep.keydir.app;

/**
 * How far a replica is with its directory.
 *
 * @param complete whether it can answer for every address
 * @param addresses in memory
 * @param octets that are served for these
 * @param expected how many addresses the store had when loading began; 0 before that is known
 * @param waiting addresses that changed and are still to be read
 */
public record DirectoryState(boolean complete, long addresses, long octets, long expected, int waiting) {}
