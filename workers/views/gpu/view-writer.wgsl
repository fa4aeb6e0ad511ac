// Views as the nets see them, [T,224,224,3] of x / 127.5 - 1; a frame that is shown in several places is written to all of them.
@group(0) @binding(3) var<storage, read_write> view: array<f32>;

struct Place { first: u32, count: u32, size: u32, padding: u32 }

fn write(place: Place, at: u32, rgb: vec3<i32>) {
  let value = vec3<f32>(rgb) / 127.5 - 1.0;
  for (var slot = place.first; slot < place.first + place.count; slot++) {
    let to = slot * place.size + at;
    view[to] = value.x;
    view[to + 1u] = value.y;
    view[to + 2u] = value.z;
  }
}
