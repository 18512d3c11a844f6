/** Tests of the way in for mail servers. */
@NullMarked
package org.mailkeep.report.api.lmtp;

import org.jspecify.annotations.NullMarked;
