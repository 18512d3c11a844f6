package org.mailkeep.policy.store;

import java.time.Instant;
import java.util.UUID;

/**
 * An event to be sent.
 *
 * @param id stays the same however often the event is sent
 * @param key events of one key are sent in the order in which they were written
 * @param type the CloudEvents type
 * @param payload a JSON object
 */
public record OutboxMessage(UUID id, String topic, String key, String type, String payload, Instant at) {}
