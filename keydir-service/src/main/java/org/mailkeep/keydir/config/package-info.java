/** What an operator can set. */
@NullMarked
package org.mailkeep.keydir.config;

import org.jspecify.annotations.NullMarked;
