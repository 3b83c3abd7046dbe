// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Recurrent models: the state of a step is made from the state before and the input. */
@NullMarked
package org.seqmem.plugins.models.recurrent;

import org.jspecify.annotations.NullMarked;
