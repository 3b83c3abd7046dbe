// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.Use;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.model.PositionEncodingPlugin;

/**
 * A window on the past.
 *
 * @param window how many of the last steps a layer looks at, the present one included
 * @param position how attention learns of positions inside the window
 */
public record SlidingWindowConfig(
        @AtLeast(1) int window, Use<PositionEncodingPlugin<?>> position) {}
