/**
 * Domains whose inbound mail we take, and the MTA-STS policies that we serve for them (RFC 8461 §3.3). A policy changes in
 * a safe order: its text first, on every replica, then the id that announces it (RFC 8461 §8.1).
 */
@NullMarked
package org.mailkeep.policy.domain.hosted;

import org.jspecify.annotations.NullMarked;
