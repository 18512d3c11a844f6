/**
 * The real PostgreSQL and the real Kafka broker, started from this program: for tests, and for the suite on one machine.
 *
 * <p>Both listen on 127.0.0.1 only, keep their port and their data over {@code stop()} and {@code start()}, and are either
 * temporary (a free port, everything gone after {@code close()}) or persistent (a given port and folder).
 */
@NullMarked
package org.mailkeep.testkit.infra;

import org.jspecify.annotations.NullMarked;
