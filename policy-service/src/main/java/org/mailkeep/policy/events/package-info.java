/** What is told to other replicas and to mail servers over Kafka, and what comes from there. */
@NullMarked
package org.mailkeep.policy.events;

import org.jspecify.annotations.NullMarked;
