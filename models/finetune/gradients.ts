// The index of tfjs-core registers no gradients once a bundler has taken out what it thinks has no effect.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
