/**
 * Runs the whole suite on one machine: PostgreSQL and Kafka, a small internet to try it on, and the four services as child
 * processes. The {@code mailkeep} script calls it.
 */
@NullMarked
package org.mailkeep.launcher;

import org.jspecify.annotations.NullMarked;
