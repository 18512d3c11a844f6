/** Reports, roll-ups, spool and quarantine in PostgreSQL. */
@NullMarked
package org.mailkeep.report.store;

import org.jspecify.annotations.NullMarked;
