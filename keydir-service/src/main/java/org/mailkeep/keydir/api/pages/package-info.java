/** The pages for those who manage the directory: the same as the API does, server-rendered. */
@NullMarked
package org.mailkeep.keydir.api.pages;

import org.jspecify.annotations.NullMarked;
