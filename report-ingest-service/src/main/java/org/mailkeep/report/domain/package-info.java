/** What a report is, and what can be wrong with one. */
@NullMarked
package org.mailkeep.report.domain;

import org.jspecify.annotations.NullMarked;
