/** How clients hand reports in and read them. */
@NullMarked
package org.mailkeep.report.api;

import org.jspecify.annotations.NullMarked;
