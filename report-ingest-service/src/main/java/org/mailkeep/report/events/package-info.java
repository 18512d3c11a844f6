/** What the others are told. */
@NullMarked
package org.mailkeep.report.events;

import org.jspecify.annotations.NullMarked;
