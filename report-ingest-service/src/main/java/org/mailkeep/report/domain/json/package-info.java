/** JSON as a value, whoever read it. */
@NullMarked
package org.mailkeep.report.domain.json;

import org.jspecify.annotations.NullMarked;
