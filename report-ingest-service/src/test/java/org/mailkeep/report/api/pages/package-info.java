@NullMarked
package org.mailkeep.report.api.pages;

import org.jspecify.annotations.NullMarked;
