/** What leaves a service to be watched: traces and the log, without local parts of addresses and without keys. */
@NullMarked
package org.mailkeep.platform.observe;

import org.jspecify.annotations.NullMarked;
