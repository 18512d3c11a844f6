/**
 * The change of an MX host's key without a moment in which DANE fails: the next key's TLSA record is published first, and
 * the old one is removed last (RFC 7671 §8.1, RFC 7672 §8.1).
 */
@NullMarked
package org.mailkeep.policy.domain.rollover;

import org.jspecify.annotations.NullMarked;
