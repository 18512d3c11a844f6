/** The whole service in the small internet. */
@NullMarked
package org.mailkeep.policy;

import org.jspecify.annotations.NullMarked;
