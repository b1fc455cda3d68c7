export const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const imagesMax = 8;
const imageBytesMax = 8 * 1024 * 1024;

/** What was pasted, dropped or chosen, as data addresses; and in words what of it cannot be sent. */
export async function readImages(
  files: Iterable<File>,
  already: number,
): Promise<{ images: string[]; problems: string[] }> {
  const problems: string[] = [];
  const good: File[] = [];
  for (const file of files) {
    if (!imageTypes.includes(file.type))
      problems.push(`${file.name || "That"} is not a PNG, JPEG, WebP or GIF image`);
    else if (file.size > imageBytesMax) problems.push(`${file.name} is larger than 8 MB`);
    else if (already + good.length >= imagesMax)
      problems.push(`No more than ${imagesMax} images fit one message`);
    else good.push(file);
  }
  return { images: await Promise.all(good.map(dataAddress)), problems: [...new Set(problems)] };
}

function dataAddress(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
