/** What is told over Kafka, and read from there. */
@NullMarked
package org.mailkeep.keydir.events;

import org.jspecify.annotations.NullMarked;
