/**
 * CloudEvents over Kafka: out from the outbox, in from whoever writes. Kafka may be away at any time; nothing here waits
 * for it.
 */
@NullMarked
package org.mailkeep.platform.events;

import org.jspecify.annotations.NullMarked;
