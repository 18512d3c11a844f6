/**
 * How a correspondent's key is found, judged, pinned and kept up to date: decisions on facts that others gathered. Nothing in
 * here talks to anybody, and the time is a parameter.
 */
@NullMarked
package org.mailkeep.keylookup.domain;

import org.jspecify.annotations.NullMarked;
