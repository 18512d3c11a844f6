/** Tests of the events. */
@NullMarked
package org.mailkeep.report.events;

import org.jspecify.annotations.NullMarked;
