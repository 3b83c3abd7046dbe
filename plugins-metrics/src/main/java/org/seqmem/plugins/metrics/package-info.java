// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Metrics, references and publishers. */
@NullMarked
package org.seqmem.plugins.metrics;

import org.jspecify.annotations.NullMarked;
