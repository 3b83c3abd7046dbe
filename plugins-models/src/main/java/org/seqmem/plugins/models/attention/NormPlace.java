// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

/** Where the layers of a transformer normalise. */
public enum NormPlace {
    /** What goes into a layer, beside the residual path: trains without a slow start. */
    PRE,
    /** The sum of a layer and its input, as in the first transformer. */
    POST
}
