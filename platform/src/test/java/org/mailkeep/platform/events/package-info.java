/** What arrives over Kafka. */
@NullMarked
package org.mailkeep.platform.events;

import org.jspecify.annotations.NullMarked;
