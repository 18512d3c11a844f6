/** The page for people: the same answers as the API's, server-rendered. */
@NullMarked
package org.mailkeep.keylookup.api.pages;

import org.jspecify.annotations.NullMarked;
