/** What the API modules share besides the pipeline. Not API: exported to the modules of vipps4j only. */
@NullMarked
package io.github.vipps4j.core.support;

import org.jspecify.annotations.NullMarked;
