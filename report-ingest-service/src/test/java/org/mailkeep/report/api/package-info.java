/** Tests of the whole service, over HTTP. */
@NullMarked
package org.mailkeep.report.api;

import org.jspecify.annotations.NullMarked;
