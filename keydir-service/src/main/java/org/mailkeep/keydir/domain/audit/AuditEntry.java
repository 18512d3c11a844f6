package org.mailkeep.keydir.domain.audit;

import org.mailkeep.openpgp.packet.Octets;

/**
 * A link of the chain.
 *
 * @param number counts from 1, without gaps
 * @param hash over the number, the record and the hash of the entry before: 32 octets of SHA-256
 */
public record AuditEntry(long number, AuditRecord record, Octets hash) {}
