/**
 * CloudEvents over Kafka: out from the outbox, in from the other replicas and from whoever asks for a recheck. Kafka may
 * be away at any time; nothing here waits for it.
 */
@NullMarked
package org.mailkeep.policy.events;

import org.jspecify.annotations.NullMarked;
