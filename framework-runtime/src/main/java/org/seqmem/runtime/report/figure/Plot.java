// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.List;

/**
 * Layers over a horizontal and a vertical axis.
 *
 * @param title what it shows within its figure
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param layers drawn in this order
 */
public record Plot(String title, Axis x, Axis y, List<Layer> layers) implements Panel {

    /** Copies the layers. */
    public Plot {
        layers = List.copyOf(layers);
    }
}
