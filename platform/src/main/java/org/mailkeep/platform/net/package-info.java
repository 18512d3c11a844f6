/** Where outgoing connections may go, and whose certificates are believed. */
@NullMarked
package org.mailkeep.platform.net;

import org.jspecify.annotations.NullMarked;
