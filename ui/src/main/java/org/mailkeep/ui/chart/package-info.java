/** Charts of days: the data for the browser's drawing, and the table of the same numbers for who cannot see it. */
@NullMarked
package org.mailkeep.ui.chart;

import org.jspecify.annotations.NullMarked;
