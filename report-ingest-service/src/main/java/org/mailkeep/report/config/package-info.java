/** What an operator can set. */
@NullMarked
package org.mailkeep.report.config;

import org.jspecify.annotations.NullMarked;
