/** HTTPS hosts under one port, with the faults that real policy and key hosts have. */
@NullMarked
package org.mailkeep.testkit.https;

import org.jspecify.annotations.NullMarked;
