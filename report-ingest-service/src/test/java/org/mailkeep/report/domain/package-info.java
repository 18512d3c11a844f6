/** Tests of what all reports share. */
@NullMarked
package org.mailkeep.report.domain;

import org.jspecify.annotations.NullMarked;
